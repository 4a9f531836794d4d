// Writes X12 as trading partners write it: any delimiters, any wrapping, and the envelope's counts
// and control numbers always right. What must be wrong in a test message is broken afterwards, by
// whoever wants it broken.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace weighbridge::generator {

/// How one partner spells X12. The characters must not occur in the data.
struct X12Dialect {
  char element = '*';
  char component = '>';
  char repetition = '^';  ///< only written from 005010 on; ISA11 is `U` before
  char segment = '~';
  std::string_view wrap;  ///< after each terminator: nothing, "\n" or "\r\n"
  std::string_view version = "004010";
  bool pad_isa = true;  ///< the standard pads ISA elements to fixed width; some senders do not
};

struct X12Party {
  std::string_view qualifier, id;
};

/// Date CCYYMMDD and time HHMM of an envelope.
struct X12Stamp {
  std::string_view date, time;
};

/// Appends to a string that the caller owns and may drain between interchanges.
class X12Writer {
 public:
  X12Writer(const X12Dialect& dialect, std::string& out) : dialect_(dialect), out_(out) {}

  void begin_interchange(X12Party sender, X12Party receiver, std::uint32_t control, X12Stamp stamp);
  /// `functional_id` is GS01: "SH" for 856, "IN" for 810. Uses the interchange's parties.
  void begin_group(std::string_view functional_id, std::uint32_t control, X12Stamp stamp);
  /// Opens a transaction set; control numbers count up from 0001 in each group.
  void begin_set(std::string_view set);
  /// One segment; empty elements at the end are left out, as the standard wants it.
  void segment(std::string_view tag, std::initializer_list<std::string_view> elements);
  void end_set();
  void end_group();
  void end_interchange();

  /// Segments of the open set so far, ST included.
  std::uint32_t set_segments() const { return set_segments_; }

 private:
  void isa_element(std::string_view value, std::size_t width);

  X12Dialect dialect_;
  std::string& out_;
  std::string sender_, receiver_;
  std::uint32_t interchange_control_ = 0, group_control_ = 0;
  std::uint32_t groups_ = 0, sets_ = 0, set_segments_ = 0;
};

}  // namespace weighbridge::generator
