/* Prints the JSON Schema of the case file, or its reference: for test_schema.py. */
#include <entente/case.h>

#include <stdio.h>
#include <string.h>

int main(int count, char **words) {
    ent_buffer out;
    ent_buffer_init(&out, ent_allocator_default());
    ent_status status =
        count > 1 && strcmp(words[1], "reference") == 0 ? ent_case_reference(&out) : ent_case_schema(&out);
    if (status == ENT_OK) fwrite(out.data, 1, out.size, stdout);
    ent_buffer_free(&out);
    return status == ENT_OK ? 0 : 1;
}
