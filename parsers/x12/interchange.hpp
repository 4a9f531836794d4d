// The envelopes round the transaction sets: ISA/IEA, GS/GE and the TA1 between them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parsers/finding.hpp"
#include "parsers/x12/delimiters.hpp"

namespace weighbridge::x12 {

/// A TA1 that the sender put between ISA and GS: its answer to an interchange of ours.
struct InterchangeAcknowledgment {
  std::string control;  ///< TA101: the ISA13 it answers
  std::string date;     ///< TA102, YYMMDD (real ones also write CCYYMMDD)
  std::string time;     ///< TA103
  std::string code;     ///< TA104 (I17): A, E or R
  std::string note;     ///< TA105 (I18)
};

/// One interchange: what its ISA says, blanks at the ends cut. A message may begin without one
/// (GS first, or only ST to SE): then `implied` is true, the separators are guessed and the rest is
/// empty.
struct Interchange {
  bool implied = false;
  std::uint64_t offset = 0;  ///< of its first byte, in the message
  Delimiters delimiters;
  std::string authorization_qualifier, authorization;  ///< ISA01, ISA02
  std::string security_qualifier, security;            ///< ISA03, ISA04
  std::string sender_qualifier, sender;                ///< ISA05, ISA06
  std::string receiver_qualifier, receiver;            ///< ISA07, ISA08
  std::string date, time;                              ///< ISA09 YYMMDD, ISA10 HHMM
  std::string standard;                                ///< ISA11: U, or the repetition separator
  std::string version;                                 ///< ISA12
  std::string control;                                 ///< ISA13
  std::string acknowledgment_requested;                ///< ISA14
  std::string usage;                                   ///< ISA15: P, T or I
  std::vector<InterchangeAcknowledgment> acknowledgments;
  std::uint32_t groups = 0;  ///< seen so far; all of them at interchange_end
  Findings findings;         ///< of the envelope; complete at interchange_end
};

/// One functional group: what its GS says. `implied` when sets came without one.
struct FunctionalGroup {
  bool implied = false;
  std::uint64_t offset = 0;
  std::string functional_id;           ///< GS01
  std::string sender, receiver;        ///< GS02, GS03
  std::string date, time;              ///< GS04 CCYYMMDD, GS05
  std::string control;                 ///< GS06
  std::string agency;                  ///< GS07
  std::string version;                 ///< GS08, such as "004010" or "004010VICS"
  std::uint32_t transaction_sets = 0;  ///< seen so far; all of them at group_end
  std::uint32_t announced = 0;         ///< GE01, at group_end; 0 where it is missing
  Findings findings;                   ///< of the group's envelope; complete at group_end
};

}  // namespace weighbridge::x12
