"""The dense table of cases over a source that gives its rows page by page."""
