/* Texts as YAML that every reader of versions 1.1 and 1.2 reads as these texts. Private to src/case. */
#ifndef ENTENTE_CASE_IMPORT_YAML_TEXT_H
#define ENTENTE_CASE_IMPORT_YAML_TEXT_H

#include <entente/base.h>

/* Plain where that is safe, else in double quotes with escapes. The text must be valid UTF-8. */
void yaml_text(ent_buffer *out, const char *text);
/* The same as the key of a block map, with its colon: "key: ", or over two lines where libyaml cannot look so far
 * ahead. `indent`: of the key. */
void yaml_key(ent_buffer *out, const char *text, size_t indent);
/* A comment that cannot end before its line does; `sign`: what it begins with, "# ". */
void yaml_comment(ent_buffer *out, const char *sign, const char *text);

#endif
