// Results of a judgement as the contract prints them, row by row.
#pragma once

#include "matching/discrepancy.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {

/// The members that say what a result is about: order lines by `po` and `po_line`, transfers by
/// `order` and `line`, events by `event`.
void write_anchor(json::Writer& json, const matching::Anchor& anchor);

void write_row(json::Writer& json, const matching::Discrepancy& discrepancy);
void write_row(json::Writer& json, const matching::InvoiceResult& invoice);
void write_row(json::Writer& json, const matching::LineResult& line);
void write_row(json::Writer& json, const matching::Note& note);

}  // namespace weighbridge::cli
