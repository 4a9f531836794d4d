// Results as texts that a store keeps, so that what is not judged again can be told again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matching/discrepancy.hpp"

namespace weighbridge::matching {

// For results about orders and documents; what is about stock as such is judged every time.
// Packing and unpacking again gives an equal value.

std::string pack(const Discrepancy& discrepancy);
std::string pack(const Note& note);
std::string pack(const LineResult& line);
std::string pack(const InvoiceResult& invoice);
std::string pack(const Refusal& refusal);

/// Adds what pack() made of a `T` to the list of `judgement` that holds such; false when the text
/// is not what pack() writes, or was written by rules that are no more.
enum class ResultKind : std::uint8_t { discrepancy, note, line, invoice, refusal };
bool unpack_into(Judgement& judgement, ResultKind kind, std::string_view text);

}  // namespace weighbridge::matching
