// Which value of a document filled which target: for those who write maps.
#pragma once

#include "mappings/maps/gathered.hpp"
#include "mappings/reader/traced_value.hpp"
#include "parsers/edi/transaction_set.hpp"

namespace weighbridge::maps {

/// All values that were taken, in the document's order. What a better source overruled is not among
/// them.
TracedValues trace(const Plan& plan, const Gathered& gathered, const SourceView& source);

/// The elements of `set` that no rule took and no rule asked for its code, envelope apart.
TracedValues not_taken(const Plan& plan, const Gathered& gathered, const edi::TransactionSet& set);

}  // namespace weighbridge::maps
