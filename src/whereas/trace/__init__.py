"""Traced paths: who owns and controls whom, each step with what it rests on."""
