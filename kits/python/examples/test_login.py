from alibabacloud_dysmsapi20170525 import client, models
from alibabacloud_tea_openapi.models import Config

import localyun


def test_a_login_by_code(localyun_world: localyun.World) -> None:
    world = localyun_world
    world.control("POST", "/dysms/settings", {"lenient": True})
    config = Config(access_key_id=world.access_key_id, access_key_secret=world.access_key_secret)
    config.endpoint, config.protocol = world.endpoint, "http"
    request = models.SendSmsRequest(phone_numbers="13800000000", sign_name="阿里云", template_code="SMS_1")
    request.template_param = '{"code": "4321"}'
    assert client.Client(config).send_sms(request).body.code == "OK"
    assert world.outbox.code(to="13800000000") == "4321"
