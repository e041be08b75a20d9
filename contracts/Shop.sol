// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IShop} from "./interfaces/IShop.sol";
import {IToken} from "./interfaces/IToken.sol";
import {Roles} from "./libraries/Roles.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Shop is IShop, ERC1155, TwoForwarders {
    using Math for uint256;

    /// @dev One slot: how many there are.
    struct Counts {
        uint16 items;
        uint64 purchases;
    }

    uint32 private constant UNLIMITED = type(uint32).max;
    uint256 private constant MAX_QUANTITY = type(uint16).max;
    uint8 private constant PLATINUM = 3;
    uint256 private constant ALL = 10_000;
    uint256 private constant HALF = 5_000;
    uint256 private constant OF_UNUSED = 9_000;

    ICommunities public immutable communities;

    mapping(address token => Counts) private _counts;
    mapping(address token => mapping(uint256 item => Item)) private _items;
    mapping(address token => mapping(uint256 item => mapping(address member => uint256))) private _bought;
    mapping(address token => mapping(uint256 purchase => Purchase)) private _purchases;

    modifier onlyRole(address token, uint256 role) {
        address caller = _msgSender();
        require(communities.hasRole(token, caller, role), ShopMissingRole(token, caller, role));
        _;
    }

    constructor(address forwarder, address custodian_, ICommunities communities_)
        ERC1155("")
        TwoForwarders(forwarder, custodian_)
    {
        communities = communities_;
    }

    // ── The shelf ──────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IShop
    function addItem(address token, Terms calldata terms, uint32 stock, Texts calldata texts)
        external
        onlyRole(token, Roles.ADMIN)
        returns (uint256 item)
    {
        item = ++_counts[token].items;
        _items[token][item].left = stock;
        _setItem(token, item, terms, texts);
        emit StockSet(token, item, stock);
    }

    /// @inheritdoc IShop
    function editItem(address token, uint256 item, Terms calldata terms, Texts calldata texts)
        external
        onlyRole(token, Roles.ADMIN)
    {
        _requireItem(token, item);
        require(terms.transferable == _items[token][item].terms.transferable, ShopBadItem("transferable"));
        _setItem(token, item, terms, texts);
    }

    /// @inheritdoc IShop
    function restock(address token, uint256 item, Restock how, uint32 units) external onlyRole(token, Roles.ADMIN) {
        _requireItem(token, item);
        Item storage shelf = _items[token][item];
        uint32 left = shelf.left;
        if (how == Restock.Set) {
            left = units;
        } else {
            require(left != UNLIMITED, ShopUnlimited(item));
            if (how == Restock.Add) {
                // One below, because the greatest figure means unlimited.
                uint256 most = UNLIMITED - 1 - left;
                require(units <= most, ShopBadQuantity(units, most));
                left += units;
            } else {
                require(units <= left, ShopBadQuantity(units, left));
                left -= units;
            }
        }
        shelf.left = left;
        emit StockSet(token, item, left);
    }

    /// @inheritdoc IShop
    function grant(address token, uint256 item, address to, uint256 quantity, bytes32 reasonHash)
        external
        onlyRole(token, Roles.ADMIN)
    {
        require(to != address(0), ShopZeroAddress());
        require(quantity != 0 && quantity <= MAX_QUANTITY, ShopBadQuantity(quantity, MAX_QUANTITY));
        _requireItem(token, item);
        Terms memory terms = _items[token][item].terms;
        emit Granted(token, _handOut(token, item, to, quantity, 0, terms), _msgSender(), reasonHash);
    }

    /// @inheritdoc IShop
    function remove(address token, uint256 purchase, uint256 quantity, bytes32 reasonHash)
        external
        onlyRole(token, Roles.ADMIN)
    {
        Purchase storage bought = _purchases[token][purchase];
        uint256 held = bought.quantity - bought.returned;
        require(quantity != 0 && quantity <= held, ShopBadQuantity(quantity, held));
        emit Removed(token, purchase, quantity, _msgSender(), reasonHash);
        // What was paid for and never handed over is owed, as by a refusal.
        _takeBack(token, purchase, quantity, bought.state == State.Requested ? ALL : _due(bought));
    }

    // ── For members ────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IShop
    function buy(address token, uint256 item, uint256 quantity, uint256 maxPrice) external returns (uint256 purchase) {
        address buyer = _msgSender();
        require(quantity != 0 && quantity <= MAX_QUANTITY, ShopBadQuantity(quantity, MAX_QUANTITY));
        // Also where `token` is no community: only an admin of one can add an item.
        _requireItem(token, item);
        Terms memory terms = _items[token][item].terms;
        require(terms.active, ShopInactive(item));
        require(block.timestamp >= terms.opens, ShopNotOpenYet(terms.opens));
        require(terms.closes == 0 || block.timestamp < terms.closes, ShopClosed(terms.closes));
        if (terms.perMember != 0) {
            uint256 left = uint256(terms.perMember).saturatingSub(_bought[token][item][buyer]);
            require(quantity <= left, ShopMemberLimit(left, terms.perMember));
        }
        if (terms.minTier != 0) {
            uint8 tier = IToken(token).standingOf(buyer).tier;
            require(tier >= terms.minTier, ShopTierTooLow(tier, terms.minTier));
        }
        if (terms.heldItem != 0) {
            require(balanceOf(buyer, receiptOf(token, terms.heldItem)) != 0, ShopItemRequired(terms.heldItem));
        }
        uint256 unitPrice = _priceOf(terms);
        uint256 price = unitPrice * quantity;
        require(price <= maxPrice, ShopPriceAbove(price, maxPrice));

        purchase = _handOut(token, item, buyer, quantity, unitPrice, terms);
    }

    /// @inheritdoc IShop
    function use(address token, uint256 purchase, uint256 uses) external {
        Purchase storage bought = _requireBuyer(token, purchase);
        require(bought.state == State.None || bought.state == State.Fulfilled, ShopNotFulfilled(purchase));
        require(!_isExpired(bought), ShopExpired(bought.expiresAt));
        uint256 units = bought.quantity - bought.returned;
        // More may be used than the units left allow: of those that the staff removed.
        uint256 left = (units * bought.uses).saturatingSub(bought.used);
        require(uses != 0 && uses <= left, ShopUsedUp(left));
        unchecked {
            // 65,535 units of 65,535 uses stay below 2^32.
            bought.used += uint32(uses);
            emit Used(token, bought.buyer, purchase, uses, left - uses);
        }
    }

    /// @inheritdoc IShop
    function refund(address token, uint256 purchase, uint256 quantity) external {
        Purchase storage bought = _requireBuyer(token, purchase);
        uint256 due = _due(bought);
        require(due != 0, ShopNotRefundable(purchase));
        uint256 units = _untouched(bought);
        require(quantity != 0 && quantity <= units, ShopBadQuantity(quantity, units));
        _takeBack(token, purchase, quantity, due);
    }

    // ── Redemption ─────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IShop
    function fulfil(address token, uint256 purchase) external onlyRole(token, Roles.FULFILLER) {
        Purchase storage bought = _requireRequested(token, purchase);
        require(block.timestamp <= bought.fulfilBy, ShopTooLate(bought.fulfilBy));
        bought.state = State.Fulfilled;
        uint40 expiresAt = bought.expiresAt;
        if (expiresAt != 0) {
            expiresAt += uint40(block.timestamp) - bought.boughtAt;
            bought.expiresAt = expiresAt;
        }
        emit Fulfilled(token, purchase, _msgSender(), expiresAt);
    }

    /// @inheritdoc IShop
    function refuse(address token, uint256 purchase, bytes32 reasonHash) external onlyRole(token, Roles.FULFILLER) {
        Purchase storage bought = _requireRequested(token, purchase);
        bought.state = State.Refused;
        emit Refused(token, purchase, _msgSender(), reasonHash);
        _takeBack(token, purchase, bought.quantity - bought.returned, ALL);
    }

    // ── For modules ────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IShop
    function moveReceipt(address token, uint256 item, address from, address to, uint256 quantity) external {
        // First of all: a stranger's `token` has no items, so that whatever it answers moves nothing.
        _requireItem(token, item);
        require(IToken(token).isModule(msg.sender), ShopNotModule(msg.sender));
        require(from != address(0) && to != address(0), ShopZeroAddress());
        _receipts(from, to, receiptOf(token, item), quantity);
    }

    // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IShop
    function itemCount(address token) external view returns (uint256) {
        return _counts[token].items;
    }

    /// @inheritdoc IShop
    function itemOf(address token, uint256 item) external view returns (Item memory) {
        return _items[token][item];
    }

    /// @inheritdoc IShop
    function priceOf(address token, uint256 item) external view returns (uint256) {
        return _priceOf(_items[token][item].terms);
    }

    /// @inheritdoc IShop
    function boughtBy(address token, uint256 item, address member) external view returns (uint256) {
        return _bought[token][item][member];
    }

    /// @inheritdoc IShop
    function purchaseCount(address token) external view returns (uint256) {
        return _counts[token].purchases;
    }

    /// @inheritdoc IShop
    function purchaseOf(address token, uint256 purchase) external view returns (Purchase memory) {
        return _purchases[token][purchase];
    }

    /// @inheritdoc IShop
    function refundOf(address token, uint256 purchase) external view returns (uint256 units, uint256 amount) {
        Purchase storage bought = _purchases[token][purchase];
        uint256 due = _due(bought);
        if (due != 0) units = _untouched(bought);
        amount = units * bought.unitPrice * due / ALL;
    }

    /// @inheritdoc IShop
    function receiptOf(address token, uint256 item) public pure returns (uint256 id) {
        return uint256(uint160(token)) << 96 | item;
    }

    // ── Internal ───────────────────────────────────────────────────────────────────────────────────────────────────

    function _requireItem(address token, uint256 item) private view {
        require(item != 0 && item <= _counts[token].items, ShopUnknownItem(item));
    }

    function _requireBuyer(address token, uint256 purchase) private view returns (Purchase storage bought) {
        address caller = _msgSender();
        bought = _purchases[token][purchase];
        require(bought.buyer == caller, ShopNotBuyer(purchase, caller));
    }

    function _requireRequested(address token, uint256 purchase) private view returns (Purchase storage bought) {
        bought = _purchases[token][purchase];
        // Of what was given back before, nothing is left to hand over.
        require(
            bought.state == State.Requested && bought.returned < bought.quantity, ShopNotRequested(purchase)
        );
    }

    function _setItem(address token, uint256 item, Terms calldata terms, Texts calldata texts) private {
        _requireTerms(token, terms);
        Item storage shelf = _items[token][item];
        shelf.terms = terms;
        shelf.roleHash = texts.roleHash;
        shelf.contentHash = texts.contentHash;
        emit ItemSet(
            token, item, terms, texts.name, texts.category, texts.uri, texts.contentHash, texts.roleHash
        );
        emit URI(texts.uri, receiptOf(token, item));
    }

    function _requireTerms(address token, Terms calldata terms) private view {
        Fulfilment kind = terms.kind;
        bool redeemed = kind != Fulfilment.None;
        require(terms.closes == 0 || terms.opens < terms.closes, ShopBadItem("closes"));
        require(terms.saleCloses == 0 || terms.saleOpens < terms.saleCloses, ShopBadItem("saleCloses"));
        require(terms.salePrice <= terms.price, ShopBadItem("salePrice"));
        require(terms.minTier <= PLATINUM, ShopBadItem("minTier"));
        require(terms.heldItem <= _counts[token].items, ShopBadItem("heldItem"));
        // Without a deadline a buyer could wait for ever.
        require(redeemed == (terms.fulfilWithin != 0), ShopBadItem("fulfilWithin"));
        bool forGood = kind == Fulfilment.Code || kind == Fulfilment.Nft || kind == Fulfilment.TierLift;
        require(
            terms.refund == Refund.None || !(forGood || (terms.refund == Refund.Unused && terms.uses == 0)),
            ShopBadItem("refund")
        );
        require(
            !terms.transferable || (!redeemed && terms.uses == 0 && terms.duration == 0), ShopBadItem("transferable")
        );
    }

    function _priceOf(Terms memory terms) private view returns (uint256) {
        return block.timestamp >= terms.saleOpens && block.timestamp < terms.saleCloses ? terms.salePrice : terms.price;
    }

    function _takeOff(address token, uint256 item, address to, uint256 quantity) private returns (uint256 purchase) {
        Item storage shelf = _items[token][item];
        uint256 left = shelf.left;
        require(quantity <= left, ShopSoldOut(left));
        // Checked by the line above; sold is as wide as all purchases there can be.
        unchecked {
            if (left != UNLIMITED) shelf.left = uint32(left - quantity);
            shelf.sold += uint64(quantity);
            _bought[token][item][to] += quantity;
            purchase = ++_counts[token].purchases;
        }
    }

    /// @dev Takes units off the stock, writes the record, takes the price and mints the receipts.
    function _handOut(
        address token,
        uint256 item,
        address to,
        uint256 quantity,
        uint256 unitPrice,
        Terms memory terms
    ) private returns (uint256 purchase) {
        purchase = _takeOff(token, item, to, quantity);
        uint256 expiresAt = terms.duration == 0 ? 0 : block.timestamp + terms.duration;
        uint256 fulfilBy = terms.kind == Fulfilment.None ? 0 : block.timestamp + terms.fulfilWithin;
        {
            State state = fulfilBy == 0 ? State.None : State.Requested;
            uint256 first = uint256(uint160(to)) | item << 160 | quantity << 176;
            uint256 second = unitPrice | block.timestamp << 96 | expiresAt << 136 | fulfilBy << 176
                | uint256(terms.uses) << 216 | uint256(terms.refund) << 232 | uint256(state) << 240;
            Purchase storage bought = _purchases[token][purchase];
            // The record's two slots at once: 20,000 gas less than field by field
            assembly ("memory-safe") {
                sstore(bought.slot, first)
                sstore(add(bought.slot, 1), second)
            }
        }
        // What nobody can ever claim back makes room under the supply cap; the rest stays reserved there.
        if (unitPrice != 0) {
            bool refundable = terms.refund != Refund.None || terms.kind != Fulfilment.None;
            IToken(token).burn(to, unitPrice * quantity, refundable);
        }
        // Behind the token's Transfer, which it explains.
        emit Purchased(token, to, item, purchase, quantity, unitPrice, uint40(expiresAt), uint40(fulfilBy));
        _receipts(address(0), to, receiptOf(token, item), quantity);
    }

    /// @dev Puts units back on the stock, burns their receipts and pays for as many of them as are untouched.
    /// @param due basis points of what was paid
    function _takeBack(address token, uint256 purchase, uint256 quantity, uint256 due) private {
        Purchase storage bought = _purchases[token][purchase];
        (address buyer, uint256 item) = (bought.buyer, bought.item);
        uint256 amount = quantity.min(_untouched(bought)) * bought.unitPrice * due / ALL;
        bought.returned += uint16(quantity);
        Item storage shelf = _items[token][item];
        uint256 left = shelf.left;
        unchecked {
            // Bought before, so neither runs below zero. One below the greatest, which means unlimited.
            if (left != UNLIMITED) shelf.left = uint32((left + quantity).min(UNLIMITED - 1));
            shelf.sold -= uint64(quantity);
            _bought[token][item][buyer] -= quantity;
        }
        _receipts(buyer, address(0), receiptOf(token, item), quantity);
        if (amount != 0) IToken(token).refund(buyer, amount);
        emit Refunded(token, buyer, purchase, item, quantity, amount);
    }

    /// @dev Basis points of the price that an untouched unit pays back now.
    function _due(Purchase storage bought) private view returns (uint256) {
        if (bought.state == State.Requested && block.timestamp > bought.fulfilBy) return ALL;
        if (bought.refund == Refund.None || _isExpired(bought)) return 0;
        if (bought.refund == Refund.Unused) return OF_UNUSED;
        uint256 age = block.timestamp - bought.boughtAt;
        if (age <= 1 hours) return ALL;
        return age <= 24 hours ? HALF : 0;
    }

    function _isExpired(Purchase storage bought) private view returns (bool) {
        // What still waits for its fulfilment has not begun.
        return bought.expiresAt != 0 && block.timestamp >= bought.expiresAt && bought.state != State.Requested;
    }

    /// @dev Units not given back of which nothing was used.
    function _untouched(Purchase storage bought) private view returns (uint256) {
        uint256 units = bought.quantity - bought.returned;
        return bought.used == 0 ? units : units.saturatingSub(uint256(bought.used).ceilDiv(bought.uses));
    }

    /// @dev Without the acceptance check, which would call the receiver.
    function _receipts(address from, address to, uint256 id, uint256 quantity) private {
        uint256[] memory ids = new uint256[](1);
        uint256[] memory values = new uint256[](1);
        (ids[0], values[0]) = (id, quantity);
        _update(from, to, ids, values);
    }

    /// @dev The hook of every mint, burn and transfer of receipts.
    function _update(address from, address to, uint256[] memory ids, uint256[] memory values) internal override {
        if (from != address(0) && to != address(0)) {
            for (uint256 i; i < ids.length; ++i) {
                (address token, uint96 item) = (address(uint160(ids[i] >> 96)), uint96(ids[i]));
                require(_items[token][item].terms.transferable, ShopNotTransferable(item));
            }
        }
        super._update(from, to, ids, values);
    }

    function _msgSender() internal view override(Context, ERC2771Context) returns (address) {
        return super._msgSender();
    }

    function _msgData() internal view override(Context, ERC2771Context) returns (bytes calldata) {
        return super._msgData();
    }

    function _contextSuffixLength() internal view override(Context, ERC2771Context) returns (uint256) {
        return super._contextSuffixLength();
    }
}
