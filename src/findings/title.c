/* Titles below a heading. */
#include "findings/words.h"

#include <string.h>

void ent_title_below(const char *title, const char *heading, ent_title *out) {
    *out = (ent_title){"", title};
    const char *subject = heading != NULL ? strstr(heading, ": ") : NULL;
    if (subject == NULL) return;
    const size_t size = (size_t)(subject - heading) + 2;
    if (strncmp(title, heading, size) != 0 || title[size] == '\0') return;
    out->rest = title + size;
    if (*out->rest < 'a' || *out->rest > 'z') return;
    out->first[0] = (char)(*out->rest++ - 'a' + 'A');
}
