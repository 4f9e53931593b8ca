#include "core/id.h"

#include "core/text.h"

namespace returns {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kDateLength = 8;
constexpr std::size_t kWhoLength = 5;
constexpr std::size_t kSequenceLength = 3;

char canonical(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  return c;
}

}  // namespace

std::string write_ticket(const Ticket& ticket) {
  const std::string day = write_day(ticket.day);
  std::string text = day.substr(0, 4) + day.substr(5, 2) + day.substr(8, 2) + '-' + ticket.who + '-';
  const std::string sequence = to_text(ticket.sequence);
  text.append(sequence.size() < kSequenceLength ? kSequenceLength - sequence.size() : 0, '0');
  return text + sequence;
}

std::optional<Ticket> read_ticket(std::string_view text) {
  if (text.size() > 64) return std::nullopt;
  std::string kept;
  for (const char c : text) {
    if (c == ' ' || c == '-' || c == '_' || c == '.') continue;
    kept.push_back(canonical(c));
  }
  if (kept.size() != kDateLength + kWhoLength + kSequenceLength) return std::nullopt;
  const auto day = read_day(kept.substr(0, 4) + '-' + kept.substr(4, 2) + '-' + kept.substr(6, 2));
  const auto sequence = read_digits(std::string_view{kept}.substr(kDateLength + kWhoLength));
  std::string who = kept.substr(kDateLength, kWhoLength);
  if (!day || !sequence || *sequence == 0 || who.find_first_not_of(kCrockford) != std::string::npos)
    return std::nullopt;
  return Ticket{*day, std::move(who), *sequence};
}

}  // namespace returns
