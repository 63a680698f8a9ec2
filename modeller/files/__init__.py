"""One way in and out of the disk: the atomic writer, the one hardened XML door, the crash journal."""
