"""Where things go: free places, placement of files without a picture."""
