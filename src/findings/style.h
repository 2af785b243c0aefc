/* The one design: colours, type and marks of charts and pages. */
#ifndef ENTENTE_FINDINGS_STYLE_H
#define ENTENTE_FINDINGS_STYLE_H

#include <entente/base.h>

/* A <style> for an SVG that stands alone: light and dark by the reader's wish. */
void ent_style_write_svg(ent_buffer *out);
/* A <style> for a page. `handling` and `title` stand in the margins of printed pages; NULL: none. */
void ent_style_write_page(ent_buffer *out, const char *title, const char *handling);

/* The attributes that give an element of these classes the light look without any style sheet. */
void ent_style_write_plain(ent_buffer *out, const char *classes);

#endif
