// One transaction set of ours in an interchange of its own: ISA to IEA, counted and numbered.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mappings/canonical/decimal.hpp"
#include "mappings/canonical/time.hpp"
#include "mappings/render/segment_writer.hpp"

namespace weighbridge {

/// Where it goes, and what only the outside knows. Control numbers come from the store
/// (Writer::next_control_number), the release is the partner's.
struct X12Envelope {
  std::string sender_qualifier = "ZZ", sender;      ///< ISA05, ISA06: we
  std::string receiver_qualifier = "ZZ", receiver;  ///< ISA07, ISA08
  std::string group_sender, group_receiver;         ///< GS02, GS03; empty: as in the ISA
  std::string release = "004010";                   ///< GS08; six digits, perhaps with a suffix
  bool test = false;
  Instant time{};
  std::uint32_t control = 1;  ///< ISA13 and GS06; its last nine digits count
};

class X12Outbound {
 public:
  /// Begins with ST: `set` is "861", `functional_id` its GS01 "RC".
  X12Outbound(const X12Envelope& envelope, std::string_view set, std::string_view functional_id);

  /// The next segment; end() it before the next one.
  SegmentWriter& begin(std::string_view tag) {
    ++segments_;
    return writer_.begin(tag);
  }
  /// The segment begun last, to go on with.
  SegmentWriter& writer() { return writer_; }
  /// A day as the release writes it: CCYYMMDD, before 004010 YYMMDD.
  std::string date(const std::optional<Date>& day) const;
  std::string date(const std::optional<Moment>& moment) const;
  /// The release by its six digits, to be compared.
  std::string_view release() const { return std::string_view(envelope_.release).substr(0, 6); }
  /// Whether the release has composites and elements of 005010.
  bool is_release_5() const { return release() >= "005010"; }

  /// The whole interchange.
  std::string finish();

 private:
  void write_header(std::string_view functional_id);

  const X12Envelope& envelope_;
  std::string control_;  ///< nine digits
  std::string text_;
  SegmentWriter writer_{text_};
  std::uint32_t segments_ = 0;
};

/// A number with two implied decimals, as N2 wants it: 12.5 is "1250".
std::string implied_cents(const Money& amount);
/// At most `size` bytes of a free text, and no half character.
std::string_view shortened(std::string_view text, std::size_t size);
/// `value` with zeros before it.
std::string zero_padded(std::uint64_t value, std::size_t width);
/// `text` with blanks after it, or cut.
std::string blank_padded(std::string_view text, std::size_t width);
/// "CCYYMMDD" of a day, "HHMM" of an instant.
std::string long_date(Date day);
std::string clock_time(Instant time);

}  // namespace weighbridge
