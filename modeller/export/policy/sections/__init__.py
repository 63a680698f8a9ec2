"""The sections of a policy document, one file each; the catalogue lists them in order."""
