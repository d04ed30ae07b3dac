"""What people with bad intentions, bad files or bad luck try: every road they took once stays closed."""
