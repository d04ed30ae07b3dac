"""Captions: read as a browser reads them (WebVTT), taken from SRT and old encodings, set on their film."""
