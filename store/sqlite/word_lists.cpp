#include "store/sqlite/word_lists.hpp"

#include <sstream>

#include "parsers/json/document.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::store::sqlite {

std::string blank_separated(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string json_list(const std::vector<std::string>& texts) {
  std::string out;
  json::Writer json(out);
  json.begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
  return out;
}

std::vector<std::string> texts_of(const Connection& connection, const std::string& list) {
  Findings findings;
  const auto document = json::Document::parse(list, findings);
  if (!document) connection.damaged("a list of suppliers or sites cannot be read");
  std::vector<std::string> texts;
  for (const json::Value value : document->root()) texts.emplace_back(value.text());
  return texts;
}

}  // namespace weighbridge::store::sqlite
