#pragma once
// What is shown and not asked: the answer with its reasons, amounts, dates, what comes next, whom to call.

#include "native/plain/view.h"

namespace returns::plain {

// The verdict of every item with every reason and its source.
Html verdicts(const View& view);
// Money, freight, time: the short lines of a quote.
Html terms(const View& view, const Json& quote);
// Every line of the amount with its sign.
Html bill(const View& view, const Json& quote);
// The headline amount of a quote: a refund, a credit or a voucher; empty when it is none of them.
std::string amount(const View& view, const Json& quote);
// Stages with when each is due.
Html timeline(const Words& words, const Json& deadlines);
Html next_steps(const Words& words, const Json& next);
Html notices(const View& view);
// Ways to reach a person.
Html help(const Words& words, const Json& list);

}  // namespace returns::plain
