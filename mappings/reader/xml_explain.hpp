// Documents that become no receipt, in words: a UBL ApplicationResponse says something about a
// document of ours.
#pragma once

#include <cstddef>

#include "parsers/finding.hpp"
#include "parsers/xml/business_documents.hpp"
#include "parsers/xml/document.hpp"

namespace weighbridge {

/// Whether it speaks of a document that was sent, not of goods or money.
bool is_answer(const xml::BusinessDocument& stated);

/// Adds a note (code SAYS) for each element of an answer that matters, as long as there are fewer
/// than `findings_max`: codes of Peppol's Invoice Response with their meaning, texts as they are.
void explain_answer(const xml::Document& source, const xml::BusinessDocument& stated,
                    Findings& findings, std::size_t findings_max);

}  // namespace weighbridge
