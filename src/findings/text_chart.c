#include "findings/text_page.h"
void ent_page_chart(ent_page *page, const ent_chart *chart, const ent_table *table) {
    (void)table;
    ent_page_paragraph(page, chart->title, &(ent_paragraph){.indent = page->title_indent, .ink = ENT_INK_BOLD});
}
