"""The one door through which every uploaded file leaves."""
