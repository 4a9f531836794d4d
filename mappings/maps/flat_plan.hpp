// The part of a plan that reads flat files: how their text is cut into rows and columns, and which
// rows are one document. What the rows mean is laid out as for segments: a row is a segment whose
// tag is the record's type and whose elements are the columns that the map names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mappings/maps/range.hpp"
#include "parsers/csv/reader.hpp"
#include "parsers/text_encoding.hpp"

namespace weighbridge::maps {

/// Plan::standard of maps of flat files.
constexpr std::string_view kFlatStandard = "flat";
/// The type of every row, where a file has but one.
constexpr std::string_view kEveryRow = "row";

/// A column that the map names. It stands under a heading, at a position, at fixed characters, or
/// in JSON at a pointer.
struct FlatColumn {
  std::string name;                   ///< as the map calls it
  std::vector<std::string> headings;  ///< the spellings of its heading
  std::uint32_t position = 0;         ///< of delimited rows, from 1
  std::uint32_t start = 0;            ///< of fixed rows: its first character, from 1
  std::uint32_t length = 0;           ///< of fixed rows, in characters
  std::string pointer;                ///< of JSON: from the record's value on (RFC 6901)
  bool optional = false;              ///< the heading, or the member, may be missing
  bool asked = false;                 ///< some rule of the map takes it or looks at it
};

/// A type of row. Its elements are its columns, then its constants.
struct FlatRecord {
  std::string tag;
  std::vector<FlatColumn> columns;
  std::vector<std::string> constants;
  std::vector<std::uint8_t> key;  ///< its elements that name its document; none: it follows on
  bool passed_over = false;       ///< the map knows it and wants nothing of it
  std::string each;               ///< of JSON: a pointer to the array whose elements it is
  std::size_t within = 0;         ///< of JSON: from the value of which record on
  /// Of JSON: columns (from 0) that must hold one of these texts for the element to be a record.
  std::vector<std::pair<std::size_t, std::vector<std::string>>> when;
};

constexpr std::size_t kNoRecord = 0xFFFF;

/// A column of a record's rows, of those of which the checks hold.
struct FlatTerm {
  std::size_t record = 0;
  std::uint8_t element = 0;   ///< from 1
  std::uint8_t decimals = 0;  ///< implied, where no mark is written
  Range checks;               ///< in Plan::checks
};

/// What a row states of others, for the receiver to check that none was lost.
struct FlatControl {
  bool of_file = false;   ///< of the file's rows; else of those of its document
  bool optional = false;  ///< nothing is amiss where no row states it
  FlatTerm stated;
  bool counts_all = false;           ///< every row, whatever its type
  std::vector<std::size_t> counted;  ///< rows of these records
  std::vector<FlatTerm> summed;      ///< these columns, all together
};

struct FlatRules {
  bool fixed = false;  ///< columns stand at fixed characters; else between delimiters
  TextEncoding encoding = TextEncoding::utf8;
  csv::Dialect dialect;
  std::uint32_t row_length = 0;    ///< of fixed rows without ends of line; 0: they have some
  bool header = true;              ///< the first row names the columns
  std::vector<std::string> files;  ///< patterns of the names of its files; none: any name
  FlatColumn tag;                  ///< where the record's type stands, if `tagged`
  bool tagged = false;
  std::vector<FlatRecord> records;
  std::vector<FlatControl> controls;
  std::size_t begins = kNoRecord;  ///< a record of this type begins a document
  bool by_party = false;           ///< a partner's, whose documents name it; its files do not
  bool keyed = false;              ///< rows of one key are one document, wherever they stand
  bool json = false;               ///< records are values of a JSON text; the first is the document
  std::vector<std::string> documents;  ///< of JSON: pointers to the documents, the first that fits

  /// The record of this type; kNoRecord when there is none.
  std::size_t record(std::string_view type) const {
    for (std::size_t i = 0; i < records.size(); ++i)
      if (records[i].tag == type) return i;
    return kNoRecord;
  }
  /// Whether what stands in a file can tell that it is one of the map's.
  bool has_signature() const { return header || tagged; }
};

}  // namespace weighbridge::maps
