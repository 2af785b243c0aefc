/* Any bytes as a scenario of KTAB, CSV or XML. */
#include "import.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_import("ktab", NULL, data, size);
    return 0;
}
