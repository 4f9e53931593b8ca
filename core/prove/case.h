#pragma once
// From the columns that a finding is about to a whole case that a person can try.

#include "core/policy/pack.h"
#include "core/prove/finding.h"

namespace returns {

// Whether goods of these facts have a window at all (docs/authoring.md, `windows`).
bool has_window(const Pack& pack, const Facts& facts);

// The window that a case has when the request is made at that time.
WindowState window_at(const Pack& pack, const Facts& facts, WindowState timing);

// Fills in what is unset: the first value of a free column, and what the tables make of it (window, unasked answers,
// verdict). `reason` is what `facts` are about, or nullptr for an order line before any reason.
Facts complete(const Pack& pack, Facts facts, const Reason* reason, WindowState timing);

// As a pack writes it; what is unset is left out.
Case describe(const Pack& pack, const Facts& facts);

}  // namespace returns
