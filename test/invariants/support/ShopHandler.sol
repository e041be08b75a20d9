// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../../contracts/Communities.sol";
import {Earnings} from "../../../contracts/Earnings.sol";
import {Gifts} from "../../../contracts/Gifts.sol";
import {Shop} from "../../../contracts/Shop.sol";
import {ICommunities} from "../../../contracts/interfaces/ICommunities.sol";
import {IGifts} from "../../../contracts/interfaces/IGifts.sol";
import {IShop} from "../../../contracts/interfaces/IShop.sol";
import {IToken} from "../../../contracts/interfaces/IToken.sol";
import {ITokenTypes} from "../../../contracts/interfaces/ITokenTypes.sol";
import {ITokenCore} from "../../../contracts/interfaces/ITokenCore.sol";
import {vm} from "./Vm.sol";

/// @notice Members earn, give, buy, use, pass on and give back in two communities; admins stock, edit, grant and remove;
/// fulfillers fulfil, refuse or let deadlines pass; strangers try. Keeps its own books of units and of what was paid.
contract ShopHandler {
    uint256 public constant MEMBERS = 5;
    uint256 public constant TOKENS = 2;
    uint256 private constant UNLIMITED = type(uint32).max;
    address private constant OPERATOR = address(0xc0);
    address private constant STRANGER = address(0xbad);
    address private constant FULFILLER = address(0xf1);

    Communities public communities;
    Earnings public earnings;
    Gifts public gifts;
    Shop public shop;
    IToken[TOKENS] public tokens;

    mapping(uint256 token => uint256) public burned;
    mapping(uint256 token => uint256) public refunded;
    mapping(uint256 token => mapping(uint256 item => uint256)) public out;
    /// Restocked since the stock was last set, on top of what was out then, less what a full shelf could not take back.
    mapping(uint256 token => mapping(uint256 item => int256)) public putIn;
    mapping(uint256 token => mapping(uint256 purchase => uint256)) public refundedOf;
    mapping(uint256 token => mapping(uint256 purchase => uint256)) public returnedOf;

    bool public touchedAnother;
    bool public strangerSucceeded;
    bool public dueRefundFailed;
    bool public wronglyPaid;
    uint256 public purchases;
    uint256 public refunds;

    constructor(Communities communities_, Earnings earnings_, Gifts gifts_, Shop shop_) {
        (communities, earnings, gifts, shop) = (communities_, earnings_, gifts_, shop_);
        address[] memory modules = new address[](3);
        (modules[0], modules[1], modules[2]) = (address(earnings), address(gifts), address(shop));
        for (uint256 i; i < TOKENS; ++i) {
            ICommunities.Caps memory caps = ICommunities.Caps(0, 0, type(uint48).max, 100_000, 500_000, 1_000_000, false);
            // The second community's supply cap is within reach, so that a refund could meet it.
            tokens[i] = IToken(
                communities.createCommunity(
                    ICommunities.NewCommunity("T", "T", i == 0 ? 0 : uint96(2_000e18), 0, i == 0, false, caps, address(0), modules)
                )
            );
            address token = address(tokens[i]);
            earnings.setRates(
                token,
                ITokenTypes.Rates({
                    rewards: 100_000,
                    limits: 0,
                    streakBps: 0x4e203a9830d42af8,
                    tierBps: 0x3a9830d42af82710,
                    seasonBps: 0,
                    registration: 300_000,
                    daily: 50_000,
                    grace: true,
                    counted: false
                })
            );
            gifts.setPolicy(
                token, IGifts.Policy([type(uint48).max, type(uint48).max, type(uint48).max, type(uint48).max], 1_000, 10)
            );
            communities.grantRoles(token, FULFILLER, 8);
            communities.grantRoles(token, address(this), 4);
            for (uint256 seed; seed < 4; ++seed) {
                _add(i, seed, uint32(5 * seed + 3), 0x1234567 * seed);
            }
            for (uint256 j; j < MEMBERS; ++j) {
                _earn(i, j, 2);
            }
        }
    }

    modifier on(uint256 token) {
        bytes32 other = _digest(1 - token % TOKENS);
        _;
        if (_digest(1 - token % TOKENS) != other) touchedAnother = true;
    }

    function memberAt(uint256 i) public pure returns (address) {
        return address(uint160(0x2000 + i % MEMBERS));
    }

    /// All that could be claimed back now.
    function due(uint256 token) external view returns (uint256 sum) {
        for (uint256 purchase = 1; purchase <= shop.purchaseCount(address(tokens[token])); ++purchase) {
            (, uint256 amount) = shop.refundOf(address(tokens[token]), purchase);
            sum += amount;
        }
    }

    // --- the shelf ---

    function addItem(uint256 token, uint256 seed, uint32 stock, uint256 times) external on(token) {
        token %= TOKENS;
        if (shop.itemCount(address(tokens[token])) < 8) _add(token, seed, stock, times);
    }

    function editItem(uint256 token, uint256 item, uint256 seed, uint256 times) external on(token) {
        token %= TOKENS;
        item = _item(token, item);
        IShop.Terms memory terms = _terms(seed, times);
        terms.transferable = shop.itemOf(address(tokens[token]), item).terms.transferable;
        try shop.editItem(address(tokens[token]), item, terms, _texts()) {} catch {}
    }

    function restock(uint256 token, uint256 item, uint8 how, uint32 units, bool few) external on(token) {
        token %= TOKENS;
        item = _item(token, item);
        if (few) units %= 8;
        else if (how >= 192) units = uint32(UNLIMITED - 1) - units % 8;
        IShop.Restock verb = IShop.Restock(how % 3);
        try shop.restock(address(tokens[token]), item, verb, units) {
            if (verb == IShop.Restock.Add) putIn[token][item] += int256(uint256(units));
            else if (verb == IShop.Restock.Subtract) putIn[token][item] -= int256(uint256(units));
            else putIn[token][item] = int256(uint256(units)) + int256(out[token][item]);
        } catch {}
    }

    function grant(uint256 token, uint256 item, uint256 who, uint8 quantity) external on(token) {
        token %= TOKENS;
        item = _item(token, item);
        quantity %= 6;
        try shop.grant(address(tokens[token]), item, memberAt(who), quantity, 0) {
            _wentOut(token, item, quantity);
        } catch {}
    }

    function remove(uint256 token, uint256 purchase, uint8 quantity) external on(token) {
        token %= TOKENS;
        purchase = _purchase(token, purchase);
        quantity %= 6;
        uint256 before = _balanceOfBuyer(token, purchase);
        try shop.remove(address(tokens[token]), purchase, quantity, 0) {
            _cameBack(token, purchase, quantity, before);
        } catch {}
    }

    // --- members ---

    /// Three in a row, so that much is bought between the admins' doings.
    function buy(uint256 token, uint256 who, uint256 items, uint24 quantities, bool custodial) external on(token) {
        token %= TOKENS;
        for (uint256 i; i < 3; ++i) {
            _buy(token, who >> (8 * i), _item(token, items >> (8 * i)), uint8(quantities >> (8 * i)) % 6, custodial);
        }
    }

    function use(uint256 token, uint256 purchase, uint8 uses) external on(token) {
        token %= TOKENS;
        purchase = _purchase(token, purchase);
        vm.prank(_buyerOf(token, purchase));
        try shop.use(address(tokens[token]), purchase, uses % 8) {} catch {}
    }

    function refund(uint256 token, uint256 purchase, uint8 quantity, bool twice) external on(token) {
        token %= TOKENS;
        purchase = _purchase(token, purchase);
        _refund(token, purchase, quantity % 6);
        if (twice) _refund(token, purchase, quantity % 6);
    }

    /// What {refundOf} names as due succeeds, at any time, paused or not, for who still holds the receipts. Three at once.
    function refundDue(uint256 token, uint256 someOf) external on(token) {
        for (uint256 i; i < 3; ++i) {
            _refundDue(token % TOKENS, _purchase(token % TOKENS, someOf >> (8 * i)));
        }
    }

    function passOn(uint256 token, uint256 item, uint256 from, uint256 to, uint8 quantity) external on(token) {
        token %= TOKENS;
        uint256 id = shop.receiptOf(address(tokens[token]), _item(token, item));
        vm.prank(memberAt(from));
        try shop.safeTransferFrom(memberAt(from), memberAt(to), id, quantity % 4, "") {} catch {}
    }

    function earn(uint256 token, uint256 who, uint8 count) external on(token) {
        _earn(token % TOKENS, who, count);
    }

    function gift(uint256 token, uint256 who, uint256 to, uint96 amount) external on(token) {
        token %= TOKENS;
        address from = memberAt(who);
        amount = uint96(amount % (tokens[token].balanceOf(from) + 1));
        vm.prank(from);
        try gifts.gift(address(tokens[token]), memberAt(to), amount, 0) {} catch {}
    }

    // --- redemption, staff and time ---

    function fulfil(uint256 token, uint256 purchase) external on(token) {
        token %= TOKENS;
        vm.prank(FULFILLER);
        try shop.fulfil(address(tokens[token]), _purchase(token, purchase)) {} catch {}
    }

    function refuse(uint256 token, uint256 purchase) external on(token) {
        token %= TOKENS;
        purchase = _purchase(token, purchase);
        IShop.Purchase memory bought = shop.purchaseOf(address(tokens[token]), purchase);
        uint256 before = _balanceOfBuyer(token, purchase);
        vm.prank(FULFILLER);
        try shop.refuse(address(tokens[token]), purchase, 0) {
            _cameBack(token, purchase, bought.quantity - bought.returned, before);
        } catch {}
    }

    function pause(uint256 token, bool paused, bool enabled) external on(token) {
        address community = address(tokens[token % TOKENS]);
        if (paused) communities.pause(community);
        else communities.unpause(community);
        if (enabled) communities.enableModule(community, address(shop));
        else if (paused) communities.disableModule(community, address(shop));
    }

    /// @dev Minutes to days: across the edges of refunds, deadlines and windows.
    function wait(uint256 token, uint32 time) external on(token) {
        vm.warp(block.timestamp + (time % 2 == 0 ? time % 2 hours : time % 30 hours));
    }

    function trespass(uint256 token, uint256 purchase, uint256 item, uint8 how) external on(token) {
        address community = address(tokens[token % TOKENS]);
        purchase = _purchase(token % TOKENS, purchase);
        IShop.Terms memory terms = _terms(0, 0);
        bytes[10] memory calls = [
            abi.encodeCall(IShop.addItem, (community, terms, 1, _texts())),
            abi.encodeCall(IShop.editItem, (community, 1, terms, _texts())),
            abi.encodeCall(IShop.restock, (community, 1, IShop.Restock.Set, 1)),
            abi.encodeCall(IShop.grant, (community, 1, STRANGER, 1, 0)),
            abi.encodeCall(IShop.remove, (community, purchase, 1, 0)),
            abi.encodeCall(IShop.fulfil, (community, purchase)),
            abi.encodeCall(IShop.refuse, (community, purchase, 0)),
            abi.encodeCall(IShop.use, (community, purchase, 1)),
            abi.encodeCall(IShop.refund, (community, purchase, 1)),
            abi.encodeCall(
                shop.safeTransferFrom, (memberAt(item), STRANGER, shop.receiptOf(community, 1 + item % 8), 1, "")
            )
        ];
        vm.prank(STRANGER);
        (bool ok,) = address(shop).call(calls[how % 10]);
        bytes[2] memory verbs =
            [abi.encodeCall(ITokenCore.burn, (memberAt(item), 1, true)), abi.encodeCall(ITokenCore.refund, (STRANGER, 1))];
        vm.prank(STRANGER);
        (bool burnt,) = community.call(verbs[how % 2]);
        if (ok || burnt) strangerSucceeded = true;
    }

    // --- internal ---

    function _add(uint256 token, uint256 seed, uint32 stock, uint256 times) private {
        stock = stock % 7 == 0 ? uint32(UNLIMITED) : stock % 40;
        uint256 item = shop.itemCount(address(tokens[token])) + 1;
        try shop.addItem(address(tokens[token]), _terms(seed, times), stock, _texts()) {
            putIn[token][item] = int256(uint256(stock));
        } catch {}
    }

    function _buy(uint256 token, uint256 who, uint256 item, uint256 quantity, bool custodial) private {
        address buyer = memberAt(who);
        uint256 before = tokens[token].balanceOf(buyer);
        uint256 price = shop.priceOf(address(tokens[token]), item) * quantity;
        bytes memory call = abi.encodeCall(IShop.buy, (address(tokens[token]), item, quantity, price));
        vm.prank(custodial ? OPERATOR : buyer);
        (bool ok,) = address(shop).call(custodial ? abi.encodePacked(call, buyer) : call);
        uint256 paid = before - tokens[token].balanceOf(buyer);
        if (paid != (ok ? price : 0)) wronglyPaid = true;
        if (!ok) return;
        ++purchases;
        burned[token] += paid;
        _wentOut(token, item, quantity);
    }

    function _refundDue(uint256 token, uint256 purchase) private {
        (uint256 units, uint256 amount) = shop.refundOf(address(tokens[token]), purchase);
        if (units == 0) return;
        IShop.Purchase memory bought = shop.purchaseOf(address(tokens[token]), purchase);
        if (shop.balanceOf(bought.buyer, shop.receiptOf(address(tokens[token]), bought.item)) < units) return;
        uint256 before = refundedOf[token][purchase];
        if (!_refund(token, purchase, units)) dueRefundFailed = true;
        else if (refundedOf[token][purchase] - before != amount) wronglyPaid = true;
    }

    function _refund(uint256 token, uint256 purchase, uint256 quantity) private returns (bool ok) {
        uint256 before = _balanceOfBuyer(token, purchase);
        vm.prank(_buyerOf(token, purchase));
        try shop.refund(address(tokens[token]), purchase, quantity) {
            _cameBack(token, purchase, quantity, before);
            return true;
        } catch {}
    }

    function _earn(uint256 token, uint256 who, uint8 count) private {
        uint256[] memory reports = new uint256[](1);
        reports[0] = uint256(uint160(memberAt(who))) << 96 | uint256(1 + count % 4) << 32 | 1;
        uint64 next = earnings.nextSettlement(address(tokens[token]), address(this));
        try earnings.settle(address(tokens[token]), next, reports) {} catch {}
    }

    function _wentOut(uint256 token, uint256 item, uint256 quantity) private {
        out[token][item] += quantity;
    }

    function _cameBack(uint256 token, uint256 purchase, uint256 quantity, uint256 before) private {
        ++refunds;
        uint256 paid = _balanceOfBuyer(token, purchase) - before;
        uint256 item = shop.purchaseOf(address(tokens[token]), purchase).item;
        out[token][item] -= quantity;
        // A shelf takes back no more than it can hold: the greatest figure means unlimited.
        int256 most = int256(UNLIMITED - 1 + out[token][item]);
        if (putIn[token][item] > most) putIn[token][item] = most;
        returnedOf[token][purchase] += quantity;
        refundedOf[token][purchase] += paid;
        refunded[token] += paid;
    }

    function _buyerOf(uint256 token, uint256 purchase) private view returns (address) {
        return shop.purchaseOf(address(tokens[token]), purchase).buyer;
    }

    function _balanceOfBuyer(uint256 token, uint256 purchase) private view returns (uint256) {
        return tokens[token].balanceOf(_buyerOf(token, purchase));
    }

    function _item(uint256 token, uint256 item) private view returns (uint256) {
        return 1 + item % shop.itemCount(address(tokens[token]));
    }

    /// @dev Often one of the latest, of which something may still be due.
    function _purchase(uint256 token, uint256 purchase) private view returns (uint256) {
        uint256 count = shop.purchaseCount(address(tokens[token]));
        if (count == 0) return 1;
        return purchase % 3 == 0 || count < 6 ? 1 + purchase % count : count - purchase % 6;
    }

    function _terms(uint256 seed, uint256 times) private view returns (IShop.Terms memory terms) {
        terms.price = uint96(uint256(seed % 20) * 1e18 + times % 1e18);
        terms.salePrice = terms.price / 3;
        terms.saleOpens = uint40(block.timestamp);
        terms.saleCloses = uint40(block.timestamp + times % 10 hours + 1);
        terms.perMember = uint16(seed % 5 == 0 ? 4 : 0);
        terms.duration = uint32(seed % 3 == 0 ? times % 40 hours : 0);
        terms.heldItem = seed % 7 == 6 ? 1 : 0;
        terms.kind = seed % 2 == 0 ? IShop.Fulfilment.None : IShop.Fulfilment(1 + times % 9);
        terms.fulfilWithin = terms.kind == IShop.Fulfilment.None ? 0 : uint32(1 + times % 30 hours);
        terms.uses = uint16(times % 3);
        terms.refund = IShop.Refund(seed / 2 % 3);
        bool forGood = terms.kind == IShop.Fulfilment.Code || terms.kind == IShop.Fulfilment.Nft
            || terms.kind == IShop.Fulfilment.TierLift;
        if (forGood || (terms.uses == 0 && terms.refund == IShop.Refund.Unused)) terms.refund = IShop.Refund.None;
        terms.minTier = uint8(seed % 11 == 0 ? 1 : 0);
        terms.active = seed % 13 != 12;
        terms.transferable = terms.kind == IShop.Fulfilment.None && terms.uses == 0 && terms.duration == 0;
    }

    function _texts() private pure returns (IShop.Texts memory) {
        return IShop.Texts("Item", "Category", "uri", bytes32(0), bytes32(0));
    }

    /// @dev All that a community and its shop are, but for what time alone changes.
    function _digest(uint256 token) private view returns (bytes32 digest) {
        IToken t = tokens[token];
        address community = address(t);
        uint256 count = shop.purchaseCount(community);
        digest = keccak256(
            abi.encode(t.totalSupply(), t.paused(), t.isModule(address(shop)), t.refundableBy(address(shop)), count)
        );
        for (uint256 item = 1; item <= shop.itemCount(community); ++item) {
            digest = keccak256(abi.encode(digest, shop.itemOf(community, item)));
        }
        // The latest few stand for all: a purchase is changed by its own verbs alone.
        for (uint256 purchase = count > 8 ? count - 8 : 0; purchase <= count; ++purchase) {
            digest = keccak256(abi.encode(digest, shop.purchaseOf(community, purchase)));
        }
        for (uint256 i; i < MEMBERS; ++i) {
            digest = keccak256(abi.encode(digest, t.balanceOf(memberAt(i))));
            for (uint256 item = 1; item <= 4; ++item) {
                uint256 receipts = shop.balanceOf(memberAt(i), shop.receiptOf(community, item));
                digest = keccak256(abi.encode(digest, receipts));
            }
        }
    }
}
