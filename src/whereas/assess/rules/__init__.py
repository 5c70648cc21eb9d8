"""The checks E1 to E16 on a draft, one file each: what the Court has asked of statements of reasons."""
