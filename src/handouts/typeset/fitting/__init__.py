"""A document made to fit its pages: white space, optional blocks, type; else refused by name."""
