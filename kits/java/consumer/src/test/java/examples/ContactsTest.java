package examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.aliyun.cms20190101.Client;
import com.aliyun.cms20190101.models.DescribeContactListRequest;
import com.aliyun.cms20190101.models.PutContactRequest;
import com.aliyun.cms20190101.models.PutContactRequest.PutContactRequestChannels;
import com.aliyun.teaopenapi.models.Config;
import dev.localyun.World;
import dev.localyun.junit.LocalyunExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalyunExtension.class)
class ContactsTest {
  @Test
  void addsAContact(World world) throws Exception {
    Client cms = new Client(new Config().setEndpoint(world.endpoint()).setProtocol("http")
        .setAccessKeyId(world.accessKeyId()).setAccessKeySecret(world.accessKeySecret()));
    cms.putContact(new PutContactRequest().setContactName("Alice").setDescribe("On call")
        .setChannels(new PutContactRequestChannels().setMail("alice@example.com")));
    assertEquals(1, cms.describeContactList(new DescribeContactListRequest()).getBody().getTotal());
  }
}
