#include <algorithm>

#include "core/wire/write.h"

namespace returns::wire {
namespace {

// Those that follow "source": in what is written. Quotes in customers' words are escaped, so none of theirs match.
// The search begins with the letter: quotes are in every member.
std::vector<const Source*> mentioned_sources(std::string_view written, const Pack& pack) {
  constexpr std::string_view kMember = "source\":\"";
  std::vector<std::string_view> ids;
  for (std::size_t at = written.find(kMember); at != std::string_view::npos; at = written.find(kMember, at)) {
    at += kMember.size();
    const std::string_view id = written.substr(at, written.find('"', at) - at);
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  std::vector<const Source*> mentioned;
  for (const Source& source : pack.sources) {
    if (std::find(ids.begin(), ids.end(), source.id) != ids.end()) mentioned.push_back(&source);
  }
  return mentioned;
}

}  // namespace

void write_sources(Writer& writer, const Pack& pack, std::string_view key) {
  const std::vector<const Source*> mentioned = mentioned_sources(writer.str(), pack);
  writer.key(key).begin_object();
  for (const Source* source : mentioned) {
    writer.key(source->id).begin_object().key("law");
    write_localized(writer, source->law);
    writer.member_if("article", source->article)
        .member_if("in_force", source->in_force)
        .member_if("url", source->url)
        .member("confidence", source->confidence)
        .end_object();
  }
  writer.end_object();
}

}  // namespace returns::wire
