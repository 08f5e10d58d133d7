"""The invented organisations of the demo. Nobody here exists, and no text is anybody else's."""
