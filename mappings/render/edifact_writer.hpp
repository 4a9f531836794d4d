// EDIFACT segments as text, in the usual separators, and the envelope round the messages we send.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mappings/canonical/time.hpp"

namespace weighbridge {

/// Appends segments to a string. Separators in values are released, control characters become
/// blank, so that nothing copied from a message can break the text.
class EdifactWriter {
 public:
  explicit EdifactWriter(std::string& out) : out_(out) {}

  /// Ends the segment before, and begins one.
  EdifactWriter& begin(std::string_view tag) {
    end();
    out_ += tag;
    kept_ = out_.size();
    open_ = true;
    ++segments_;
    return *this;
  }
  EdifactWriter& element(std::string_view value) { return part('+', value); }
  EdifactWriter& component(std::string_view value) { return part(':', value); }
  /// Ends the segment; separators with nothing behind them are left out.
  void end();
  /// How many segments have been begun.
  std::uint32_t segments() const { return segments_; }

 private:
  EdifactWriter& part(char separator, std::string_view value);

  std::string& out_;
  std::size_t kept_ = 0;  ///< up to where the open segment holds something
  bool open_ = false;
  std::uint32_t segments_ = 0;
};

/// Who an interchange is between.
struct EdifactParties {
  std::string sender, sender_qualifier;
  std::string receiver, receiver_qualifier;
};

/// What only the outside knows about an interchange that we send.
struct EdifactStamp {
  std::optional<Instant> time;  ///< of preparation
  std::uint32_t control = 1;    ///< its reference, 0020
  bool test = false;
};

/// The directory that a message of ours is written by.
enum class EdifactDirectory : std::uint8_t { d96a, d01b };

/// One message in an interchange of its own: UNB, UNH, what `body` holds (BGM and so on, `segments`
/// of them), UNT, UNZ. `identifier` is S009, such as "APERAK:D:96A:UN". Text beyond ASCII makes it
/// an interchange of syntax 4 in UTF-8 (UNOW), which is the only way to announce it.
std::string edifact_interchange(const EdifactParties& parties, const EdifactStamp& stamp,
                                std::string_view identifier, std::string_view body,
                                std::uint32_t segments);

/// CCYYMMDD, or CCYYMMDDHHMM, as DTM has them in format 102 and 203.
std::string edifact_date(Date day);
std::string edifact_minute(Instant time);

/// `text` cut after at most `characters` characters of UTF-8.
std::string_view cut_to(std::string_view text, std::size_t characters);

}  // namespace weighbridge
