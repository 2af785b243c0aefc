/* Statements about options: ids with ! & | -> <-> and parentheses. Private to src/case. */
#ifndef ENTENTE_CASE_EXPRESSION_H
#define ENTENTE_CASE_EXPRESSION_H

#include "case/bind.h"

/* Diagnoses what is wrong with a statement. */
void ent_check_expression(ent_binder *binder, const ent_node *node);

#endif
