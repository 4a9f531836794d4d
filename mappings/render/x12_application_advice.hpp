// 824 Application Advice: what became of a document, told to its sender in the standard's codes.
#pragma once

#include <cstdint>
#include <string>

#include "mappings/reader/reader.hpp"
#include "mappings/render/x12_outbound.hpp"

namespace weighbridge {

enum class AdviceVerdict : std::uint8_t { accepted, accepted_with_errors, rejected };

struct ApplicationAdvice {
  std::string number;  ///< its own, BGN02
  AdviceVerdict verdict = AdviceVerdict::accepted;
  std::string set, set_control, group_control;  ///< of the document it speaks of
  std::string version;                          ///< its GS08
  std::string document;                         ///< its own number; empty: it could not be read
  std::string case_number;  ///< so that an answer can be tied back; may be empty
  Findings findings;
};

/// What is to be said of a document as it was read: rejected for any error, accepted with errors
/// for any warning.
ApplicationAdvice application_advice(const ReadDocument& document, const GroupHead& group,
                                     std::string number);

/// The interchange. Notes are not told; each error and warning is a TED with its place.
std::string render_application_advice(const X12Envelope& envelope, const ApplicationAdvice& advice);

}  // namespace weighbridge
