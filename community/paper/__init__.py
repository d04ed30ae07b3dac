"""What leaves the screen: pages as PDF, QR codes, the letters that our fonts can draw.

- `document.Printout`: a page as paper shows it, plain and frozen; whoever has a kind of page makes one from it.
- `pdf.written`: the PDF of a document. The only door to fpdf2, and it is slow to open: import it where it is used.
- `qr`: the address of a page for whoever holds a telephone. The only door to segno.
- `letters.drawable`: a text with only what our fonts draw. The fonts stand beside, with their licences (OFL).

The whole story: docs/features/paper.md.
"""
