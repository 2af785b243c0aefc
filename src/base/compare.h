/* Orders of plain numbers for qsort. */
#ifndef ENTENTE_BASE_COMPARE_H
#define ENTENTE_BASE_COMPARE_H

/* Of double: rising; what is no number must not be among them. */
int ent_compare_doubles(const void *left, const void *right);
/* Of uint64_t: rising. */
int ent_compare_bits(const void *left, const void *right);

#endif
