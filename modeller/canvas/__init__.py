"""The drawing board: view, scene and items that show a display list and listen to a document."""
