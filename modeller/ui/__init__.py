"""The windows: main window, dialogs, settings."""
