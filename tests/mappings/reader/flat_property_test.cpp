// Any table, written with any delimiter, quote, encoding, end of line or in fixed columns, reads
// back as it was.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "parsers/text_encoding.hpp"
#include "parsers/utf8.hpp"
#include "tests/mappings/flat_reading.hpp"

using namespace weighbridge;

namespace {

struct Row {
  std::string number, sku;
  std::int64_t thousandths = 0;
};

/// How a file is written.
struct Form {
  bool fixed = false, header = true, marked = false;
  char delimiter = ';', quote = '"';  ///< quote 0: there is none
  std::string encoding, line_end;
};

constexpr std::size_t kSkuCharacters = 12;

const std::vector<std::string> kCharacters{"a", "B", "7",  "ä", "é", "€", " ", ",", ";",
                                           "|", "'", "\"", "#", "-", "ß", "x", "y", "z"};

rc::Gen<Row> any_row() {
  return rc::gen::exec([] {
    Row row;
    row.number = "S-" + std::to_string(*rc::gen::inRange(1, 4));
    const int size = *rc::gen::inRange(0, static_cast<int>(kSkuCharacters) - 1);
    row.sku = "k";  // not blank, and no blank in front
    for (int i = 0; i < size; ++i) row.sku += *rc::gen::elementOf(kCharacters);
    while (row.sku.back() == ' ') row.sku.pop_back();
    row.thousandths = *rc::gen::inRange<std::int64_t>(1, 99'999'999);
    return row;
  });
}

rc::Gen<Form> any_form() {
  return rc::gen::exec([] {
    Form form;
    form.fixed = *rc::gen::arbitrary<bool>();
    form.header = *rc::gen::arbitrary<bool>();
    form.marked = *rc::gen::arbitrary<bool>();
    form.delimiter = *rc::gen::element(',', ';', '\t', '|');
    form.quote = *rc::gen::element('"', '\'', '\0');
    form.encoding = *rc::gen::element<std::string>("utf-8", "utf-16le", "utf-16be", "windows-1252",
                                                   "iso-8859-15");
    form.line_end = *rc::gen::element<std::string>("\n", "\r\n", "\r");
    return form;
  });
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string padded(std::string text, std::size_t width) {
  text.append(width - characters_in(text), ' ');
  return text;
}

/// Without a quote, a value cannot hold the delimiter.
std::string without(std::string text, char c) {
  std::erase(text, c);
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

std::string quoted(const std::string& text, const Form& form) {
  if (form.quote == 0) return text;
  std::string out(1, form.quote);
  for (const char c : text) {
    if (c == form.quote) out += c;
    out += c;
  }
  return out + form.quote;
}

/// With a comma for the decimals.
std::string decimal(std::int64_t thousandths) {
  std::string digits = std::to_string(thousandths);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return digits.insert(digits.size() - 3, ",");
}

std::string text_of(const std::vector<Row>& rows, const Form& form) {
  std::string text;
  const auto join = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      text += (i == 0 ? "" : std::string(1, form.delimiter)) + cells[i];
    text += form.line_end;
  };
  if (form.header && !form.fixed) join({"Nr", "Artikel", "Menge"});
  for (const Row& row : rows) {
    const std::string quantity = decimal(row.thousandths);
    if (form.fixed)
      text += padded(row.number, 5) + padded(row.sku, kSkuCharacters) + padded(quantity, 12) +
              form.line_end;
    else
      join({row.number, quoted(row.sku, form), quoted(quantity, form)});
  }
  return text;
}

/// The bytes of a text in UTF-8 in the form's encoding; the code points are of the plane that
/// UTF-16 writes in one unit.
std::string encoded(std::string_view text, const Form& form) {
  const TextEncoding encoding = *text_encoding_from(form.encoding);
  std::string out;
  if (form.marked && encoding == TextEncoding::utf8) out = "\xEF\xBB\xBF";
  if (form.marked && encoding == TextEncoding::utf16_le) out = "\xFF\xFE";
  if (form.marked && encoding == TextEncoding::utf16_be) out = "\xFE\xFF";
  while (!text.empty()) {
    const std::size_t size = utf8_sequence_length(text);
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned code =
        size == 1   ? byte(0)
        : size == 2 ? (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU)
                    : (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    if (encoding == TextEncoding::utf8) {
      out += text.substr(0, size);
    } else if (encoding == TextEncoding::utf16_le || encoding == TextEncoding::utf16_be) {
      const char high = static_cast<char>(code >> 8U), low = static_cast<char>(code & 0xFFU);
      out += encoding == TextEncoding::utf16_le ? std::string{low, high} : std::string{high, low};
    } else {
      unsigned single = 0;
      while (single < 256 && code_point(static_cast<unsigned char>(single), encoding) != code)
        ++single;
      out += static_cast<char>(single);
    }
    text.remove_prefix(size);
  }
  return out;
}

std::string map_of(const Form& form) {
  std::string reads = "  encoding: " + form.encoding + "\n  key: nr\n  files: \"t*.txt\"\n";
  if (form.fixed) {
    reads += "  format: fixed\n  columns: {nr: 1-5, sku: 6-17, quantity: 18-29}\n";
  } else {
    reads += "  format: csv\n  delimiter: ";
    reads += form.delimiter == '\t' ? "tab" : "\"" + std::string(1, form.delimiter) + "\"";
    reads += "\n  quote: ";
    reads += form.quote == 0 ? "none" : form.quote == '"' ? "'\"'" : "\"'\"";
    reads += form.header ? "\n  columns: {nr: Nr, sku: Artikel, quantity: Menge}\n"
                         : "\n  header: false\n  columns: {nr: 1, sku: 2, quantity: 3}\n";
  }
  return "map: any\nversion: 1.0.0\nreads:\n" + reads +
         "values: {decimal: \",\"}\n"
         "gives: {stage: received, kind: warehouse_receipt}\n"
         "sections:\n  - {at: row, document.number: nr, line.item.sku: sku, line.quantity: "
         "quantity}\n"
         "defaults: {line.uom: EA, line.po: PO-1}\n";
}

using Lines = std::map<std::string, std::vector<std::pair<std::string, std::string>>>;

}  // namespace

TEST_CASE("a table in any form reads back as it was", "[flat][property]") {
  const bool holds = rc::check("flat files", [] {
    Form form = *any_form();
    if (form.delimiter == form.quote) form.quote = 0;
    std::vector<Row> rows = *rc::gen::nonEmpty(rc::gen::container<std::vector<Row>>(any_row()));
    // A decimal comma between bare commas would be two columns.
    if (form.quote == 0 && form.delimiter == ',' && !form.fixed) form.delimiter = '|';
    if (form.quote == 0 && !form.fixed)
      for (Row& row : rows) row.sku = without(row.sku, form.delimiter);
    Lines expected;
    for (const Row& row : rows)
      expected[row.number].emplace_back(
          row.sku, Decimal::from_millionths(Int128{row.thousandths} * 1000).to_string());

    const auto reading =
        testing::read_flat_text({map_of(form)}, encoded(text_of(rows, form), form), "table.txt");
    Lines found;
    for (const ReadDocument& document : reading.documents) {
      RC_ASSERT(document.accepted);
      for (const ReceiptLine& line : document.receipt->lines)
        found[document.control].emplace_back(line.item.sku, line.quantity.value.to_string());
    }
    // A few characters of a single-byte encoding can look like UTF-8: told, and read as the map
    // says.
    const bool single_byte = form.encoding == "windows-1252" || form.encoding == "iso-8859-15";
    for (const Finding& finding : reading.message_findings)
      if (!single_byte || finding.code != "ENCODING_WRONG")
        RC_FAIL(finding.code + " " + finding.message + " in: " + text_of(rows, form));
    RC_ASSERT(found == expected);
  });
  CHECK(holds);
}
