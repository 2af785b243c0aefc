/* render_sample lens|brief FORMAT [WIDTH [colour|boxes|both] | TABLE]: prints sample findings for other tests. */
#include "sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **arguments) {
    if (count < 3) return 2;
    ent_run run = {.rows = 6};
    ent_findings *findings = strcmp(arguments[1], "brief") == 0 ? sample_brief(&run) : sample_lens(&run);
    const char *extra = count > 3 ? arguments[3] : NULL, *style = count > 4 ? arguments[4] : "";
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    ent_status status = ENT_USAGE;
    if (strcmp(arguments[2], "json") == 0) status = ent_render_json(findings, NULL, &out);
    if (strcmp(arguments[2], "csv") == 0) status = ent_render_csv(findings, extra, &out);
    if (strcmp(arguments[2], "text") == 0) {
        ent_text_style look = {.width = extra != NULL ? (size_t)strtoul(extra, NULL, 10) : 0, .notes = true};
        look.colour = strcmp(style, "colour") == 0 || strcmp(style, "both") == 0;
        look.boxes = strcmp(style, "boxes") == 0 || strcmp(style, "both") == 0;
        status = ent_render_text(findings, &look, &out);
    }
    if (status == ENT_OK) status = ent_findings_status(findings);
    if (out.data != NULL) fwrite(out.data, 1, out.size, stdout);
    ent_buffer_free(&out);
    ent_findings_free(findings);
    return status == ENT_OK ? 0 : 1;
}
