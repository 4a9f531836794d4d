// The envelopes round the messages: UNB/UNZ and UNG/UNE.
#pragma once

#include <cstdint>
#include <string>

#include "parsers/edi/delimiters.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::edifact {

/// One interchange: what its UNB says. Messages may come without one (UNH first): then `implied` is
/// true, the separators are the usual ones and the rest is empty.
struct Interchange {
  bool implied = false;
  std::uint64_t offset = 0;  ///< of its first byte, in the message
  edi::Delimiters delimiters;
  std::string syntax;                        ///< S001 0001: UNOA ... UNOY
  std::string syntax_version;                ///< S001 0002: 1 to 4
  std::string sender, sender_qualifier;      ///< S002
  std::string receiver, receiver_qualifier;  ///< S003
  std::string sender_address;                ///< 0008
  std::string receiver_address;              ///< 0014
  std::string date, time;                    ///< S004: YYMMDD (CCYYMMDD from syntax 4), HHMM
  std::string control;                       ///< 0020
  std::string application;                   ///< 0026
  std::string acknowledgment_requested;      ///< 0031
  std::string agreement;                     ///< 0032
  std::string test;                          ///< 0035
  std::uint32_t groups = 0;                  ///< UNG seen so far; all at interchange_end
  std::uint32_t messages = 0;                ///< UNH seen so far; all at interchange_end
  Findings findings;                         ///< of the envelope; complete at interchange_end
};

/// One functional group: what its UNG says. `implied` where messages stand outside one, as most do.
struct FunctionalGroup {
  bool implied = false;
  std::uint64_t offset = 0;
  std::string type;              ///< 0038, such as DESADV
  std::string sender, receiver;  ///< S006, S007
  std::string date, time;        ///< S004
  std::string control;           ///< 0048
  std::string version;           ///< S008, such as "D:96A"
  std::uint32_t messages = 0;    ///< seen so far; all of them at group_end
  Findings findings;             ///< complete at group_end
};

}  // namespace weighbridge::edifact
