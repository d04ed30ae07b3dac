"""Captions: read as a browser reads them (WebVTT), taken from what people have (SRT, old encodings), set on the film."""
