"""An article and what was found in it, as HTML: self-contained pages, and pieces of them."""
