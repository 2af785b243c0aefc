/* The page: what its files share. */
#ifndef ENTENTE_FINDINGS_HTML_H
#define ENTENTE_FINDINGS_HTML_H

#include "findings/chart.h"

enum { ENT_HTML_DRAWN = 128 };

typedef struct ent_html {
    ent_canvas canvas; /* its arena is renewed with every chart and table */
    ent_buffer *out;
    const ent_findings *root;
    unsigned sections;                      /* numbered so far: their anchors */
    const ent_chart *drawn[ENT_HTML_DRAWN]; /* so far: a chart that the first page shows is not drawn again in a part */
    size_t drawn_size;
} ent_html;

/* ---- html.c ------------------------------------------------------------------------------------------- */

/* Frees the scratch memory used so far. */
void ent_html_renew(ent_html *html);
/* Text with **bold** as markup; unpaired stars stand. */
void ent_html_rich(ent_html *html, const char *text);
/* html_cite.c: text with its citations "[source#3]" as links to the section `sources`; the mark a link leads to. */
void ent_html_cited(ent_html *html, const char *text);
void ent_html_cite_anchor(ent_html *html, const ent_section *section, const ent_block *block);
void ent_html_escaped(ent_html *html, const char *before, const char *text, const char *after);
/* Of a table or a chart, without what `heading` (of its section, or NULL) has said. */
void ent_html_title(ent_html *html, const char *before, const char *title, const char *heading, const char *after);
/* What stands before a number: its basis; before a party's name: its mark. */
void ent_html_basis_mark(ent_html *html, ent_basis basis);
void ent_html_actor_mark(ent_html *html, size_t actor);

/* ---- html_table.c ------------------------------------------------------------------------------------- */

/* `heading`: what stands above already; a caption of the same words is for screen readers only. */
void ent_html_table(ent_html *html, const ent_findings *owner, const ent_table *table, const char *heading);
void ent_html_metrics(ent_html *html, const ent_findings *owner);
void ent_html_notes(ent_html *html, const ent_findings *owner);
/* Options and method, folded. */
void ent_html_method(ent_html *html, const ent_findings *owner);

/* ---- html_section.c ----------------------------------------------------------------------------------- */

/* A chart with its title, in the sizes that its place can take. `heading`: what stands above already; a chart of
 * the same title does not repeat it. */
void ent_html_chart(ent_html *html, const ent_findings *owner, const ent_chart *chart, bool half, const char *heading);
/* html_passage.c: a text with its marked places; what is told of one shows where one points at it. */
void ent_html_passage(ent_html *html, const ent_block *block);
/* Sections from `first` on that are (or are not) for the first page, as cards. */
void ent_html_sections(ent_html *html, const ent_findings *owner, bool front, size_t first);
/* Charts, figures, tables and notes of findings without sections. */
void ent_html_plain(ent_html *html, const ent_findings *owner);
/* The part of a page that only leads in: no card. */
void ent_html_intro(ent_html *html, const ent_findings *owner, const ent_section *section);

#endif
