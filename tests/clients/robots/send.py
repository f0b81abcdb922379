"""DingtalkChatbot, a client of DingTalk's bots from PyPI, with a signed bot: `send.py WEBHOOK`.

Every type of message that it has is accepted, and what the bot refuses is answered in the platform's code.
"""

import sys

from dingtalkchatbot.chatbot import ActionCard, CardItem, DingtalkChatbot, FeedLink

SECRET = "SEC0123456789abcdef"
webhook = sys.argv[1]
bot = DingtalkChatbot(webhook, secret=SECRET)
button = CardItem(title="Alert", url="https://example.com/alert")
answers = {
    "text": (0, bot.send_text(msg="Alert: disk full", at_mobiles=["13800000000"])),
    "markdown": (0, bot.send_markdown(title="Alert", text="#### disk full")),
    "link": (0, bot.send_link(title="Alert", text="disk full", message_url="https://example.com/alert")),
    "action card": (0, bot.send_action_card(ActionCard(title="Alert", text="disk full", btns=[button]))),
    "feed card": (0, bot.send_feed_card([FeedLink("Alert", "https://example.com/alert", "https://example.com/a.png")])),
    "no keyword": (310000, bot.send_text(msg="hello")),
    "another secret": (310000, DingtalkChatbot(webhook, secret="SECother").send_text(msg="Alert")),
}
wrong = {what: answer for what, (code, answer) in answers.items() if answer["errcode"] != code}
if wrong:
    sys.exit(f"answered otherwise: {wrong}")
