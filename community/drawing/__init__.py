"""The site's own drawings: the cut-out shapes, the sign of each lever, and the cover of a page without a picture."""
