package examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.teaopenapi.models.Config;
import dev.localyun.World;
import dev.localyun.junit.LocalyunExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalyunExtension.class)
class LoginTest {
  @Test
  void logsInByCode(World world) throws Exception {
    world.control("POST", "/dysms/settings", Map.of(), Map.of("lenient", true));
    Client client = new Client(new Config().setEndpoint(world.endpoint()).setProtocol("http")
        .setAccessKeyId(world.accessKeyId()).setAccessKeySecret(world.accessKeySecret()));
    SendSmsRequest send = new SendSmsRequest().setPhoneNumbers("13800000000").setSignName("阿里云")
        .setTemplateCode("SMS_1").setTemplateParam("{\"code\": \"4321\"}");
    assertEquals("OK", client.sendSms(send).getBody().getCode());
    assertEquals("4321", world.outbox().to("13800000000").code());
  }
}
