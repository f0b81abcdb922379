from tinyclient import ServiceError

from .case import Case


class Pages(Case):
    def setUp(self) -> None:
        super().setUp()
        users = [{"name": f"user-{number}"} for number in range(5)]
        contacts = [{"name": f"c{number}", "description": "x", "mail": f"c{number}@example.com"} for number in range(5)]
        account = {"id": self.world.account_id, "ram": {"users": users}, "cms": {"contacts": contacts}}
        self.world.seed({"version": 1, "accounts": [account]})

    def test_a_marker_leads_through_all_pages(self) -> None:
        pages = [page["Users"]["User"] for page in self.ram().pages("ListUsers", MaxItems=2)]
        self.assertEqual([len(page) for page in pages], [2, 2, 1])
        self.assertEqual({user["UserName"] for page in pages for user in page}, {f"user-{number}" for number in range(5)})

    def test_pages_may_be_shorter_than_was_asked_for(self) -> None:
        self.world.control("POST", "paging", {"max_page": 1})
        self.assertEqual(len(list(self.ram().pages("ListUsers", MaxItems=100))), 5)
        pages = self.monitor().numbered_pages("DescribeContactList", "Contacts.Contact", PageSize=100)
        self.assertEqual([page["Contacts"]["Contact"][0]["Name"] for page in pages], [f"c{number}" for number in range(5)])

    def test_a_marker_that_has_expired_is_an_error(self) -> None:
        self.world.clock.freeze()
        self.world.control("POST", "paging", {"token_ttl": "1m"})
        pages = self.ram().pages("ListUsers", MaxItems=2)
        next(pages)
        self.world.clock.advance("2m")
        with self.assertRaisesRegex(ServiceError, "Marker"):
            next(pages)
